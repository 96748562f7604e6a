# Messages on their way.
notify-messages-title = Messages of the demonstration
notify-messages-lead = The demonstration sends no real messages; what would be sent is shown here.
notify-messages-empty = No messages yet
