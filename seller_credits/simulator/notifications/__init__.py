"""Who wants to be told of what: destinations of an application, subscriptions of a seller."""
