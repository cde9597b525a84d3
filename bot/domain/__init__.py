"""Facts and rules of the subject, free of I/O: messages, people, rejections, nudges, the calendar."""
