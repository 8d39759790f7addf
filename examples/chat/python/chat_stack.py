"""A chat with rooms over a WebSocket API, for clients with an API key."""

from pathlib import Path

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_logs import RetentionDays
from cdk_apigatewayv2 import (
    AccessLog,
    ApiKey,
    Period,
    QuotaSettings,
    ThrottleSettings,
    UsagePlan,
    UsagePlanPerApiStage,
    WebSocketApi,
    WebSocketApiKeySelectionExpression,
    WebSocketIntegrationResponseOptions,
    WebSocketLoggingLevel,
    WebSocketModel,
    WebSocketModelSchema,
    WebSocketRouteOptions,
    WebSocketStage,
)
from cdk_apigatewayv2.integrations import (
    WebSocketDynamoDbDeleteIntegration,
    WebSocketDynamoDbPutIntegration,
    WebSocketLambdaIntegration,
    WebSocketMockIntegration,
    WebSocketValue,
)
from constructs import Construct

HANDLERS = Path(__file__).resolve().parent.parent / "handlers"


class ChatStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        connections = dynamodb.Table(
            self,
            "Connections",
            partition_key=dynamodb.Attribute(name="connectionId", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            time_to_live_attribute="expires",
            removal_policy=RemovalPolicy.DESTROY,
        )
        connections.add_global_secondary_index(
            index_name="rooms",
            partition_key=dynamodb.Attribute(name="room", type=dynamodb.AttributeType.STRING),
        )
        handler = lambda_.Function(
            self,
            "Handler",
            runtime=lambda_.Runtime.NODEJS_22_X,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=256,
            timeout=Duration.seconds(10),
            code=lambda_.Code.from_asset(str(HANDLERS)),
            handler="chat.handler",
            environment={"TABLE": connections.table_name, "ROOMS_INDEX": "rooms"},
        )
        connections.grant_read_write_data(handler)

        api = WebSocketApi(
            self,
            "Api",
            api_name="chat",
            # A message has the form {"action": "join", "room": "kitchen"}.
            route_selection_expression="$request.body.action",
            api_key_selection_expression=WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
            # API Gateway stores and deletes connections in DynamoDB without a function.
            connect_route_options=WebSocketRouteOptions(
                integration=WebSocketDynamoDbPutIntegration(
                    "Keep",
                    table=connections,
                    item={
                        "connectedAt": WebSocketValue.context("connectedAt").as_number(),
                        "connectionId": WebSocketValue.connection_id(),
                    },
                ),
            ),
            disconnect_route_options=WebSocketRouteOptions(
                integration=WebSocketDynamoDbDeleteIntegration("Forget", table=connections),
            ),
            # The response to all other messages lists the valid actions.
            default_route_options=WebSocketRouteOptions(
                return_response=True,
                integration=WebSocketMockIntegration(
                    "Help",
                    request_templates={"$default": '{"statusCode": 200}'},
                    template_selection_expression="\\$default",
                    responses=[
                        WebSocketIntegrationResponseOptions(
                            response_templates={"$default": '{"error": "Actions are join and send"}'},
                        ),
                    ],
                ),
            ),
        )

        # API Gateway rejects messages that do not match the model, without calling the function.
        def message(name: str, required: list[str], properties: dict) -> WebSocketModel:
            schema = {"type": "object", "required": required, "properties": properties}
            return api.add_model(name, schema=WebSocketModelSchema.from_inline(schema))

        def text(max_length: int) -> dict:
            return {"type": "string", "minLength": 1, "maxLength": max_length}

        integration = WebSocketLambdaIntegration("Integration", handler, scope_permission_to_route=False)
        api.add_route(
            "join",
            integration=integration,
            request_models={"$default": message("JoinMessage", ["room"], {"room": text(50), "name": text(50)})},
        )
        api.add_route(
            "send",
            integration=integration,
            request_models={"$default": message("SendMessage", ["text"], {"text": text(1000)})},
        )

        stage = WebSocketStage(
            self,
            "Live",
            web_socket_api=api,
            stage_name="live",
            auto_deploy=True,
            throttle=ThrottleSettings(rate_limit=50, burst_limit=100),
            # Execution logs need an IAM role for the whole account. Remove this role if the account already has one.
            logging_level=WebSocketLoggingLevel.ERROR,
            cloud_watch_role=True,
            access_log=AccessLog.to_new_log_group(
                retention=RetentionDays.ONE_WEEK,
                removal_policy=RemovalPolicy.DESTROY,
            ),
        )
        handler.add_environment("CALLBACK_URL", stage.callback_url)
        # The function has permission to send messages to connections, but not to read their information or close them.
        stage.grant_send(handler)

        plan = UsagePlan(
            self,
            "Plan",
            usage_plan_name="chat",
            api_stages=[UsagePlanPerApiStage(api=api, stage=stage)],
            quota=QuotaSettings(limit=10_000, period=Period.DAY),
        )
        key = ApiKey(self, "Key", description="The API key for tests of the chat")
        plan.add_api_key(key)

        CfnOutput(self, "Url", value=stage.url)
        CfnOutput(self, "KeyId", description="The ID of the API key, not the key itself", value=key.key_id)
