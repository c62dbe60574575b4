"""What a seller may write to a buyer: the kinds of message, and what their text may not hold."""
