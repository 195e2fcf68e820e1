#!/bin/sh
# Makes the namespace if it is missing. A server that has just started refuses for a moment; compose then runs this again.
set -eu
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d
