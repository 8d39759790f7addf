import unittest

from aws_cdk import App
from aws_cdk.assertions import Template

from starter_stack import StarterStack


class StarterStackTest(unittest.TestCase):
    def test_the_api_has_the_route_get_hello(self):
        stack = StarterStack(App(), "Starter", website="https://www.example.com")
        Template.from_stack(stack).has_resource_properties("AWS::ApiGatewayV2::Route", {"RouteKey": "GET /hello"})

    # The text of an error message can change between versions, so the test checks the error code.
    def test_a_website_without_https_is_an_error(self):
        with self.assertRaisesRegex(RuntimeError, r"\[CorsOriginWithoutScheme\]"):
            StarterStack(App(), "Starter", website="www.example.com")


if __name__ == "__main__":
    unittest.main()
