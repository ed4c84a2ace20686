# For conftest (conftest test --policy examples/policies plan.json) and every other reader of Rego: nothing is destroyed.
package main

import rego.v1

deny contains message if {
	some change in input.resource_changes
	"delete" in change.change.actions
	message := sprintf("%s would be destroyed", [change.address])
}
