"""The Telegram channel: updates in (``inbound``), replies out (``outbox``)."""
