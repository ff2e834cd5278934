"""Table 6: the catalogue of measures."""

from portal.domain.measures.catalogue import EXECUTION_STEP, MEASURES, own_measures
from portal.domain.measures.kinds import (
    AGENCY_FUNCTION_WORDS,
    COUNTER_WORDS,
    EXECUTOR_WORDS,
    LAYER_WORDS,
    NATURE_WORDS,
    OUTSIDE_EXECUTORS,
    OUTSIDE_NAMES,
    PROOF_WORDS,
    AgencyFunction,
    Counter,
    Executor,
    Layer,
    Measure,
    Nature,
    Proof,
)

__all__ = [
    "AGENCY_FUNCTION_WORDS",
    "COUNTER_WORDS",
    "EXECUTION_STEP",
    "EXECUTOR_WORDS",
    "LAYER_WORDS",
    "MEASURES",
    "NATURE_WORDS",
    "OUTSIDE_EXECUTORS",
    "OUTSIDE_NAMES",
    "PROOF_WORDS",
    "AgencyFunction",
    "Counter",
    "Executor",
    "Layer",
    "Measure",
    "Nature",
    "Proof",
    "own_measures",
]
