"""What was asked for turned into finished cards and files: kept ones, or made by one process or several."""
