// Dictation
