"""What is true of a shop, whoever sees it: the answer a reader of its data is judged by."""
