# For terraform-compliance: terraform-compliance -p plan.json -f examples/policies
# It takes what a plan lets go ("forget") for something that will be there, without any field: "When it has memory" leaves that out.
Feature: machines

  Scenario: each can be logged in to
    Given I have serveroid_vm defined
    When it has memory
    Then it must contain keys

  Scenario: none is large
    Given I have serveroid_vm defined
    When it has memory
    Then it must contain memory
    And its value must be less and equal than 1024
