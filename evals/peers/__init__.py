"""Published checkers of prose, run side by side with ours in an environment of their own.

They are no dependency of the project. To compare, install any of them in a virtual environment
(``pip install corroborate opengate-grounding ancora-rag hallucination-gate``) and name its
interpreter in ``TALLYSTICK_PEERS_PYTHON``; a peer that is not there is reported as not installed.
"""

from evals.peers.asking import PEERS, Question, ask_peer

__all__ = ["PEERS", "Question", "ask_peer"]
