"""What mutations take: the words of the model and of seed files, in the case of GraphQL."""
