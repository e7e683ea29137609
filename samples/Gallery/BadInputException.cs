namespace Gallery;

/// <summary>The user's input cannot be used; the message is the line to show, and names the option.</summary>
internal sealed class BadInputException(string message) : Exception(message);
