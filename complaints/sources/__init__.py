"""What reaches us as text written elsewhere, taken apart: mails and chat transcripts. Pure; believes nothing."""
