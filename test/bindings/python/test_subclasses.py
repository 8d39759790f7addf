"""The library calls the methods of integrations and authorizers that users write in Python."""

import unittest

import jsii
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Match, Template
from cdk_apigatewayv2 import (
    HttpApi,
    HttpIntegrationSubtype,
    HttpIntegrationType,
    HttpMethod,
    HttpRouteAuthorizerConfig,
    HttpRouteIntegration,
    HttpRouteIntegrationConfig,
    IHttpRouteAuthorizer,
    IntegrationCredentials,
    IWebSocketRouteAuthorizer,
    ParameterMapping,
    PayloadFormatVersion,
    WebSocketApi,
    WebSocketIntegrationType,
    WebSocketRouteAuthorizerConfig,
    WebSocketRouteIntegration,
    WebSocketRouteIntegrationConfig,
    WebSocketRouteOptions,
)
from cdk_apigatewayv2.integrations import HttpUrlIntegration, WebSocketMockIntegration


class QueueIntegration(HttpRouteIntegration):
    """An integration that sends the body of a request to a queue."""

    def __init__(self, id: str, queue: sqs.IQueue) -> None:
        super().__init__(id)
        self.queue = queue
        self.bound = []

    def bind(self, *, route, scope) -> HttpRouteIntegrationConfig:
        self.bound.append(route.node.path)
        role = iam.Role(scope, "QueueRole", assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"))
        self.queue.grant_send_messages(role)
        return HttpRouteIntegrationConfig(
            type=HttpIntegrationType.AWS_PROXY,
            subtype=HttpIntegrationSubtype.SQS_SEND_MESSAGE,
            payload_format_version=PayloadFormatVersion.VERSION_1_0,
            credentials=IntegrationCredentials.from_role(role),
            parameter_mapping=ParameterMapping()
            .custom("QueueUrl", self.queue.queue_url)
            .custom("MessageBody", "$request.body"),
        )


@jsii.implements(IHttpRouteAuthorizer)
class SignedRequests:
    """An authorizer that accepts requests signed with AWS credentials."""

    def __init__(self) -> None:
        self.routes = []

    def bind(self, *, route, scope) -> HttpRouteAuthorizerConfig:
        self.routes.append(route.node.path)
        return HttpRouteAuthorizerConfig(authorization_type="AWS_IAM")


@jsii.implements(IHttpRouteAuthorizer)
class ForeignTokens:
    """An authorizer that accepts the same tokens as an authorizer of another stack."""

    def bind(self, *, route, scope) -> HttpRouteAuthorizerConfig:
        return HttpRouteAuthorizerConfig(
            authorization_type="JWT",
            authorizer_id="abc123",
            authorization_scopes=["books/read"],
        )


class EchoIntegration(WebSocketRouteIntegration):
    """An integration that returns a response without a backend."""

    def bind(self, *, route, scope) -> WebSocketRouteIntegrationConfig:
        return WebSocketRouteIntegrationConfig(
            type=WebSocketIntegrationType.MOCK,
            uri="",
            request_templates={"$default": '{"statusCode": 200}'},
            template_selection_expression="\\$default",
        )


@jsii.implements(IWebSocketRouteAuthorizer)
class SignedConnections:
    """An authorizer that accepts connections signed with AWS credentials."""

    def bind(self, *, route, scope) -> WebSocketRouteAuthorizerConfig:
        return WebSocketRouteAuthorizerConfig(authorization_type="AWS_IAM")


class Subclasses(unittest.TestCase):
    def setUp(self) -> None:
        self.stack = Stack(App(), "Stack")

    def test_an_integration_is_bound_once_to_several_routes(self):
        integration = QueueIntegration("Queue", sqs.Queue(self.stack, "Orders"))
        api = HttpApi(self.stack, "Api")
        routes = api.add_routes(path="/orders", methods=[HttpMethod.POST, HttpMethod.PUT], integration=integration)

        self.assertEqual(integration.bound, [routes[0].node.path])
        template = Template.from_stack(self.stack)
        template.resource_count_is("AWS::ApiGatewayV2::Integration", 1)
        template.has_resource_properties(
            "AWS::ApiGatewayV2::Integration",
            {
                "IntegrationType": "AWS_PROXY",
                "IntegrationSubtype": "SQS-SendMessage",
                "PayloadFormatVersion": "1.0",
                "RequestParameters": {
                    "MessageBody": "$request.body",
                    "QueueUrl": {"Ref": Match.string_like_regexp("^Orders")},
                },
                "CredentialsArn": {"Fn::GetAtt": [Match.string_like_regexp("QueueRole"), "Arn"]},
            },
        )
        template.has_resource_properties(
            "AWS::IAM::Policy",
            {
                "PolicyDocument": {
                    "Statement": [{"Action": Match.array_with(["sqs:SendMessage"]), "Effect": "Allow"}],
                },
            },
        )

    def test_an_authorizer_is_bound_to_its_route(self):
        authorizer = SignedRequests()
        api = HttpApi(self.stack, "Api")
        [route] = api.add_routes(
            path="/books",
            methods=[HttpMethod.GET],
            integration=HttpUrlIntegration("Books", "https://books.example.com"),
            authorizer=authorizer,
        )

        self.assertEqual(authorizer.routes, [route.node.path])
        Template.from_stack(self.stack).has_resource_properties(
            "AWS::ApiGatewayV2::Route",
            {"RouteKey": "GET /books", "AuthorizationType": "AWS_IAM", "AuthorizerId": Match.absent()},
        )

    def test_an_authorizer_gives_its_id_and_scopes_as_a_default(self):
        api = HttpApi(self.stack, "Api", default_authorizer=ForeignTokens())
        api.add_routes(path="/books", integration=HttpUrlIntegration("Books", "https://books.example.com"))

        Template.from_stack(self.stack).has_resource_properties(
            "AWS::ApiGatewayV2::Route",
            {"AuthorizationType": "JWT", "AuthorizerId": "abc123", "AuthorizationScopes": ["books/read"]},
        )

    def test_an_integration_and_an_authorizer_of_a_websocket_api(self):
        api = WebSocketApi(
            self.stack,
            "Api",
            connect_route_options=WebSocketRouteOptions(
                integration=WebSocketMockIntegration("Connect"),
                authorizer=SignedConnections(),
            ),
        )
        api.add_route("echo", integration=EchoIntegration("Echo"), return_response=True)

        template = Template.from_stack(self.stack)
        template.has_resource_properties(
            "AWS::ApiGatewayV2::Route",
            {"RouteKey": "$connect", "AuthorizationType": "AWS_IAM"},
        )
        template.has_resource_properties(
            "AWS::ApiGatewayV2::Integration",
            {"IntegrationType": "MOCK", "RequestTemplates": {"$default": '{"statusCode": 200}'}},
        )


if __name__ == "__main__":
    unittest.main()
