"""Every submodule of the wheel can be imported and contains the expected classes."""

import importlib
import unittest

import cdk_apigatewayv2

SUBMODULES = {
    "authorizers": "HttpJwtAuthorizer",
    "cloudfront": "HttpApiOrigin",
    "integrations": "HttpLambdaIntegration",
    "interop": "AwsCdkLib",
    "rules": "Rules",
}


class Imports(unittest.TestCase):
    def test_the_root_holds_both_kinds_of_api(self):
        self.assertTrue(callable(cdk_apigatewayv2.HttpApi))
        self.assertTrue(callable(cdk_apigatewayv2.WebSocketApi))

    def test_every_name_that_is_declared_can_be_imported(self):
        modules = ["cdk_apigatewayv2", *(f"cdk_apigatewayv2.{name}" for name in SUBMODULES)]
        for name in modules:
            module = importlib.import_module(name)
            self.assertGreater(len(module.__all__), 0, name)
            for declared in module.__all__:
                # Submodules can be imported by their own names.
                if declared not in SUBMODULES:
                    self.assertTrue(hasattr(module, declared), f"{name}.{declared}")

    def test_every_submodule_holds_what_it_is_for(self):
        for submodule, name in SUBMODULES.items():
            module = importlib.import_module(f"cdk_apigatewayv2.{submodule}")
            self.assertIn(name, module.__all__)

    def test_docstrings_hold_samples_in_python(self):
        self.assertIn("from cdk_apigatewayv2 import", cdk_apigatewayv2.__doc__)
        self.assertNotIn("import {", cdk_apigatewayv2.__doc__)


if __name__ == "__main__":
    unittest.main()
