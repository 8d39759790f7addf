"""In Python, the message of a library error contains the error code, the path of the construct and the fix."""

import unittest

from aws_cdk import App, Stack
from aws_cdk.aws_apigatewayv2 import CfnRoute
from cdk_apigatewayv2 import HttpApi, HttpMethod, HttpRouteIntegration, HttpRouteKey


class Errors(unittest.TestCase):
    def setUp(self) -> None:
        self.app = App()
        self.stack = Stack(self.app, "Shop")

    def test_an_error_of_a_construct_has_its_code_its_path_and_the_fix(self):
        api = HttpApi(self.stack, "Api")
        with self.assertRaises(RuntimeError) as raised:
            api.add_stage("Live", stage_name="a b")
        self.assertRegex(
            str(raised.exception),
            r"^ApiGatewayV2Error: \[StageNameInvalid\] Shop/Api/Live: .* got 'a b'\. Did you mean 'a-b'\? To disable the rule: ",
        )

    def test_an_error_has_no_frames_of_jsii(self):
        with self.assertRaises(RuntimeError) as raised:
            HttpApi(self.stack, "Api", cors_preflight={"allow_origins": ["example.com"]})
        self.assertNotIn("KernelHost", str(raised.exception.__cause__))

    def test_an_error_of_a_value_has_its_code(self):
        with self.assertRaisesRegex(RuntimeError, r"\[RoutePathInvalid\] .* got 'books'\. Did you mean '/books'\?"):
            HttpRouteKey.with_("books", HttpMethod.GET)

    def test_errors_at_synth_have_their_codes_and_paths(self):
        api = HttpApi(self.stack, "Api")
        CfnRoute(self.stack, "Route", api_id=api.api_id, route_key="get /books")
        api.node.default_child.add_property_override("Description", "x" * 1025)
        with self.assertRaises(RuntimeError) as raised:
            self.app.synth()
        self.assertIn("Warning [ApiDescriptionTooLong] ", str(raised.exception))
        self.assertIn("[Shop/Route] [RouteKeyInvalid] ", str(raised.exception))

    def test_an_error_of_python_called_by_the_library_comes_back(self):
        class Broken(HttpRouteIntegration):
            def bind(self, *, route, scope):
                raise ValueError("no backend at hand")

        api = HttpApi(self.stack, "Api")
        with self.assertRaisesRegex(Exception, "no backend at hand"):
            api.add_routes(path="/books", methods=[HttpMethod.GET], integration=Broken("Broken"))


if __name__ == "__main__":
    unittest.main()
