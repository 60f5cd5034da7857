"""The Conversation API: the chat page, the widget and the app's WebView (docs/channels/web.md)."""
