#!/bin/sh
# terraform-compliance 1.16.0: a resource that a plan lets go ("actions": ["forget"]) counts as one that will be there.
#
# `removed { lifecycle { destroy = false } }` gives a plan whose resource_changes[] has `"actions": ["forget"]` with `"after": null`.
# terraform-compliance leaves out changes whose actions are exactly ["delete"], and takes every other one, so that the forgotten
# resource is defined, and has no property at all: "it must contain X" fails because of a resource that is leaving, whatever is in
# the configuration. With "delete" in place of "forget" the same plan passes.
#
# What is shown: the verdict on two plans that differ in that word alone. Fails if the program behaves differently.
# Needs python3 with venv and the package registry.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tools
tools/bin/pip install --quiet terraform-compliance==1.16.0
mkdir features
cat >features/sizes.feature <<'FEATURE'
Feature: sizes
  Scenario: each has one
    Given I have null_resource defined
    Then it must contain triggers
FEATURE
plan() {
  there='{"id": "1", "triggers": {"size": "small"}}'
  change() { printf '{"address": "null_resource.%s", "mode": "managed", "type": "null_resource", "name": "%s", "provider_name": "registry.terraform.io/hashicorp/null", "change": {"actions": ["%s"], "before": %s, "after": %s, "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}}}' "$1" "$1" "$2" "$there" "$3"; }
  printf '{"format_version": "1.2", "terraform_version": "1.9.8", "planned_values": {"root_module": {"resources": []}}, "resource_changes": [%s, %s], "configuration": {"root_module": {}}}\n' \
    "$(change stays no-op "$there")" "$(change leaves "$1" null)"
}
for word in delete forget; do
  plan "$word" >plan.json
  if tools/bin/terraform-compliance -p plan.json -f features --no-ansi >"$word.txt" 2>&1; then echo "$word: passed"; else
    echo "$word: failed, $(grep -o 'null_resource[.][a-z]* (null_resource) does not have [a-z]* property' "$word.txt" | sort -u)"
  fi
done | tee seen.txt
cat >expected.txt <<'TXT'
delete: passed
forget: failed, null_resource.leaves (null_resource) does not have triggers property
TXT
diff expected.txt seen.txt && echo "as described: terraform-compliance 1.16.0"
