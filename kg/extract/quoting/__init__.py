"""What stands between quotation marks, and who says so: what quotations.py puts together."""
