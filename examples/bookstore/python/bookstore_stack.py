"""A bookstore: an HTTP API for books and orders, and a WebSocket API that notifies customers about their orders."""

from pathlib import Path

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_certificatemanager import Certificate
from aws_cdk.aws_lambda_event_sources import DynamoEventSource
from aws_cdk.aws_logs import RetentionDays
from aws_cdk.aws_sqs import Queue
from cdk_apigatewayv2 import (
    AccessLog,
    CorsHttpMethod,
    CorsPreflightOptions,
    DomainMappingOptions,
    DomainName,
    HttpApi,
    HttpMethod,
    HttpNoneAuthorizer,
    ThrottleSettings,
    WebSocketApi,
    WebSocketRouteOptions,
    WebSocketStage,
)
from cdk_apigatewayv2.authorizers import HttpJwtAuthorizer, WebSocketLambdaAuthorizer
from cdk_apigatewayv2.integrations import (
    HttpLambdaIntegration,
    HttpSqsIntegration,
    HttpUrlIntegration,
    WebSocketLambdaIntegration,
)
from constructs import Construct

HANDLERS = Path(__file__).resolve().parent.parent / "handlers"


class BookstoreStack(Stack):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        domain_name: str,
        certificate_arn: str,
        website: str,
        issuer: str,
        audience: str,
        **kwargs,
    ) -> None:
        """
        :param domain_name: The custom domain name of the HTTP API.
        :param certificate_arn: The ARN of the certificate for the domain name, in the region of the stack.
        :param website: The origin of the website that calls the API from the browser.
        :param issuer: The URL of the token issuer for customers and staff, with a ``/`` at the end.
        :param audience: The value that the claim ``aud`` of the tokens must contain.
        """
        super().__init__(scope, construct_id, **kwargs)

        books = dynamodb.Table(
            self,
            "Books",
            partition_key=text("isbn"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        )
        orders = dynamodb.Table(
            self,
            "Orders",
            partition_key=text("customer"),
            sort_key=text("orderId"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            stream=dynamodb.StreamViewType.NEW_IMAGE,
        )
        connections = dynamodb.Table(
            self,
            "Connections",
            partition_key=text("customer"),
            sort_key=text("connectionId"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            time_to_live_attribute="expires",
            removal_policy=RemovalPolicy.DESTROY,
        )

        self._shop(domain_name, certificate_arn, website, issuer, audience, books, orders)
        self._notifications(issuer, audience, orders, connections)

    def _shop(
        self,
        name: str,
        certificate_arn: str,
        website: str,
        issuer: str,
        audience: str,
        books: dynamodb.Table,
        orders: dynamodb.Table,
    ) -> None:
        domain_name = DomainName(
            self,
            "Domain",
            domain_name=name,
            certificate=Certificate.from_certificate_arn(self, "Certificate", certificate_arn),
        )
        api = HttpApi(
            self,
            "Shop",
            api_name="bookstore",
            description="Books and orders",
            cors_preflight=CorsPreflightOptions(
                allow_origins=[website],
                allow_methods=[CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
                allow_headers=["authorization", "content-type"],
                max_age=Duration.hours(1),
            ),
            # By default, every route requires a token.
            default_authorizer=HttpJwtAuthorizer("Tokens", issuer, jwt_audience=[audience]),
            # Clients can use only the custom domain, and the API has only the stage that is created below.
            disable_execute_api_endpoint=True,
            create_default_stage=False,
        )

        books_handler = self._handler("BooksHandler", "books", BOOKS_TABLE=books.table_name)
        books.grant_read_write_data(books_handler)
        books_integration = HttpLambdaIntegration("BooksIntegration", books_handler)
        everybody = HttpNoneAuthorizer()
        api.add_routes(
            path="/books",
            methods=[HttpMethod.GET],
            integration=books_integration,
            authorizer=everybody,
        )
        api.add_routes(
            path="/books/{isbn}",
            methods=[HttpMethod.GET],
            integration=books_integration,
            authorizer=everybody,
        )
        api.add_routes(
            path="/books/{isbn}",
            methods=[HttpMethod.PUT, HttpMethod.DELETE],
            integration=books_integration,
            authorization_scopes=["books/write"],
        )
        api.add_routes(
            path="/covers/{isbn}",
            methods=[HttpMethod.GET],
            integration=HttpUrlIntegration("CoversIntegration", "https://covers.example.com/{isbn}"),
            authorizer=everybody,
        )

        orders_handler = self._handler(
            "OrdersHandler",
            "orders",
            BOOKS_TABLE=books.table_name,
            ORDERS_TABLE=orders.table_name,
        )
        books.grant_read_data(orders_handler)
        orders.grant_read_write_data(orders_handler)
        orders_integration = HttpLambdaIntegration("OrdersIntegration", orders_handler, timeout=Duration.seconds(10))
        api.add_routes(
            path="/orders",
            methods=[HttpMethod.GET, HttpMethod.POST],
            integration=orders_integration,
        )
        api.add_routes(
            path="/orders/{orderId}",
            methods=[HttpMethod.GET],
            integration=orders_integration,
        )

        # API Gateway sends the request to the queue directly, without a function.
        api.add_routes(
            path="/suggestions",
            methods=[HttpMethod.POST],
            integration=HttpSqsIntegration("SuggestionsIntegration", queue=Queue(self, "Suggestions")),
        )

        stage = api.add_stage(
            "Live",
            auto_deploy=True,
            domain_mapping=DomainMappingOptions(domain_name=domain_name, mapping_key="v1"),
            throttle=ThrottleSettings(rate_limit=100, burst_limit=200),
            access_log=AccessLog.to_new_log_group(
                retention=RetentionDays.ONE_MONTH,
                removal_policy=RemovalPolicy.DESTROY,
            ),
        )
        stage.metric_server_error(period=Duration.minutes(5)).create_alarm(
            self,
            "ShopErrors",
            threshold=5,
            evaluation_periods=2,
        )

        CfnOutput(self, "ShopUrl", value=stage.domain_url)
        CfnOutput(
            self,
            "ShopDnsTarget",
            description="The target for the DNS record of the domain name",
            value=domain_name.regional_domain_name,
        )

    def _notifications(
        self,
        issuer: str,
        audience: str,
        orders: dynamodb.Table,
        connections: dynamodb.Table,
    ) -> None:
        connections_handler = self._handler(
            "ConnectionsHandler",
            "notifications",
            CONNECTIONS_TABLE=connections.table_name,
        )
        connections.grant_write_data(connections_handler)
        integration = WebSocketLambdaIntegration("ConnectionsIntegration", connections_handler)
        authorizer_handler = self._handler("AuthorizerHandler", "authorize", ISSUER=issuer, AUDIENCE=audience)
        api = WebSocketApi(
            self,
            "Notifications",
            api_name="bookstore-notifications",
            description="News of orders",
            connect_route_options=WebSocketRouteOptions(
                integration=integration,
                authorizer=WebSocketLambdaAuthorizer(
                    "Customers",
                    authorizer_handler,
                    identity_source=["route.request.querystring.token"],
                ),
            ),
            disconnect_route_options=WebSocketRouteOptions(integration=integration),
            default_route_options=WebSocketRouteOptions(integration=integration, return_response=True),
        )
        stage = WebSocketStage(
            self,
            "NotificationsLive",
            web_socket_api=api,
            stage_name="live",
            auto_deploy=True,
            throttle=ThrottleSettings(rate_limit=100, burst_limit=200),
        )

        # The stream of the table contains every change of an order, and a function sends each change to the customer.
        publisher = self._handler(
            "Publisher",
            "publish",
            CONNECTIONS_TABLE=connections.table_name,
            CALLBACK_URL=stage.callback_url,
        )
        publisher.add_event_source(DynamoEventSource(orders, starting_position=lambda_.StartingPosition.LATEST))
        connections.grant_read_write_data(publisher)
        stage.grant_management_api_access(publisher)

        CfnOutput(self, "NotificationsUrl", value=stage.url)

    def _handler(self, construct_id: str, file: str, **environment: str) -> lambda_.Function:
        return lambda_.Function(
            self,
            construct_id,
            runtime=lambda_.Runtime.NODEJS_22_X,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=256,
            timeout=Duration.seconds(10),
            code=lambda_.Code.from_asset(str(HANDLERS)),
            handler=f"{file}.handler",
            environment=environment,
        )


def text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
