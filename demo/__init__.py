"""The demo city 云溪市: its people, and its guides brought through every state of the workflow."""
