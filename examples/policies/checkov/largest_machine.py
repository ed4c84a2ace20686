# For checkov: checkov -f plan.json --framework terraform_plan --external-checks-dir examples/policies/checkov --check SHOP_1
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck


class LargestMachine(BaseResourceCheck):
    def __init__(self):
        super().__init__(
            name="No machine has more than 1 GiB of memory",
            id="SHOP_1",
            categories=[CheckCategories.GENERAL_SECURITY],
            supported_resources=["serveroid_vm"],
        )

    def scan_resource_conf(self, conf):
        [memory] = conf.get("memory", [0])
        return CheckResult.PASSED if int(memory) <= 1024 else CheckResult.FAILED


check = LargestMachine()
