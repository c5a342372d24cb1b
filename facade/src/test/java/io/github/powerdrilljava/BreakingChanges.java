package io.github.powerdrilljava;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What a vendor can change that breaks something: a new case is a row. {@link BreakingListChanges}
 * has those of lists.
 */
final class BreakingChanges {

  private BreakingChanges() {}

  /** All of them, with what they are, and the field and the end of the pointer that are named. */
  static Stream<Arguments> all() {
    return Stream.of(
            brokenRequests(), brokenResponses(), brokenAssumptions(), BreakingListChanges.all())
        .flatMap(Function.identity());
  }

  /** A change, and the one finding that it leads to. */
  static Arguments breaks(String what, String field, String pointerEnd, Consumer<Changed> change) {
    return arguments(what, field, pointerEnd, change);
  }

  private static Stream<Arguments> brokenAssumptions() {
    return Stream.of(
        breaks(
            "the service moves",
            "",
            "#/servers",
            c -> ((ObjectNode) c.whole("").at("/servers/0")).put("url", "https://new.example/api")),
        breaks(
            "a shorter life is allowed",
            "expires_in",
            "/expires_in/minimum",
            c -> c.sent("expires_in").put("minimum", 30)),
        breaks(
            "a URL lives five minutes by default",
            "expires_in",
            "/expires_in/default",
            c -> c.sent("expires_in").put("default", 300)),
        breaks(
            "the trace id goes into the query",
            "x-pd-external-trace-id",
            "/post/parameters",
            c -> ((ObjectNode) c.parameterItself("x-pd-external-trace-id")).put("in", "query")),
        breaks(
            "the key is a token",
            "",
            "/security",
            c ->
                c.whole("/components/securitySchemes/apikey-header-x-pd-api-key")
                    .removeAll()
                    .put("type", "http")
                    .put("scheme", "bearer")),
        breaks(
            "a lifetime goes with a user, in words of 3.1",
            "",
            "/schema/dependentRequired",
            c ->
                c.object(Changed.SENT)
                    .putObject("dependentRequired")
                    .putArray("user_id")
                    .add("expires_in")),
        breaks(
            "no default is stated",
            "expires_in",
            "/properties/expires_in",
            c -> c.sent("expires_in").remove("default")),
        breaks(
            "longer trace ids are allowed",
            "x-pd-external-trace-id",
            "/schema/maxLength",
            c -> c.parameter("x-pd-external-trace-id").put("maxLength", 256)),
        breaks(
            "no trace id comes back",
            "x-pd-trace-id",
            "/responses/200",
            c -> c.object("/responses/200/headers").remove("x-pd-trace-id")),
        breaks(
            "the key's scheme is defined nowhere",
            "",
            "/security",
            c -> c.whole("/components").remove("securitySchemes")));
  }

  private static Stream<Arguments> brokenRequests() {
    return Stream.of(
        breaks(
            "a URL lives a day at most",
            "expires_in",
            "/expires_in/maximum",
            c -> c.sent("expires_in").put("maximum", 86_400)),
        breaks(
            "a URL lives two minutes at least",
            "expires_in",
            "/expires_in/minimum",
            c -> c.sent("expires_in").put("minimum", 120)),
        breaks(
            "user ids follow a pattern",
            "user_id",
            "/user_id/pattern",
            c -> c.sent("user_id").put("pattern", "^tmm-\\w+$")),
        breaks(
            "user ids are short",
            "user_id",
            "/user_id/maxLength",
            c -> c.sent("user_id").put("maxLength", 64)),
        breaks(
            "user ids are numbers",
            "user_id",
            "/user_id/type",
            c -> c.sent("user_id").put("type", "integer")),
        breaks(
            "trace ids are shorter",
            "x-pd-external-trace-id",
            "/schema/maxLength",
            c -> c.parameter("x-pd-external-trace-id").put("maxLength", 64)),
        breaks(
            "dataset ids follow a pattern",
            "dataset_id",
            "/schema/pattern",
            c -> c.parameter("dataset_id").put("pattern", "^dset-[a-z0-9]+$")),
        breaks("a second key is required", "", "/security", Changed::requireSecondKey),
        breaks(
            "a query parameter is required",
            "team",
            "/required",
            c -> c.addParameter("team").put("required", true)),
        breaks(
            "a field of the request is required",
            "team_id",
            "/required",
            c -> {
              c.addSent("team_id");
              ((ArrayNode) c.at(Changed.SENT + "/required")).add("team_id");
            }),
        breaks(
            "the request is closed and has lost a field",
            "expires_in",
            "/additionalProperties",
            c -> {
              c.object(Changed.SENT + "/properties").remove("expires_in");
              c.object(Changed.SENT).put("additionalProperties", false);
            }),
        breaks(
            "the request has another content type",
            "Content-Type",
            "/requestBody/content",
            c -> rename(c.object("/requestBody/content"), "application/json", "text/json")),
        breaks(
            "another method",
            "",
            "#/paths",
            c -> rename(c.whole("/paths/" + c.pathKey()), "post", "put")));
  }

  private static Stream<Arguments> brokenResponses() {
    return Stream.of(
        breaks(
            "the code is text",
            "code",
            "/properties/code",
            c -> c.object(Changed.OK + "/properties/code").put("type", "string")),
        breaks(
            "the time is optional",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.optional("expires_at")),
        breaks(
            "the time can be null",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.received("expires_at").put("nullable", true)),
        breaks(
            "the time is gone",
            "data.expires_at",
            "/data",
            c -> {
              c.optional("expires_at");
              c.object(Changed.DATA + "/properties").remove("expires_at");
            }),
        breaks(
            "the time is a date",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.received("expires_at").put("format", "date")),
        breaks(
            "the time is a number",
            "data.expires_at",
            "/properties/expires_at",
            c -> c.received("expires_at").put("type", "integer").remove("format")),
        breaks(
            "the URL is a number",
            "data.presigned_url",
            "/properties/presigned_url",
            c -> c.received("presigned_url").put("type", "integer")),
        breaks(
            "no call ever succeeds",
            "",
            "/post/responses",
            c -> c.object(Changed.OK + "/properties/code").putArray("enum").add(1)),
        breaks(
            "the URL can be null",
            "data.presigned_url",
            "/properties/presigned_url",
            c -> c.received("presigned_url").put("nullable", true)),
        breaks(
            "a success without content",
            "",
            "/responses/204",
            c -> c.object("/responses").putObject("204").put("description", "")),
        breaks(
            "a success that is text",
            "",
            "/responses/201/content/text~1plain",
            c -> c.addResponse("201", "text/plain").put("type", "string")),
        breaks(
            "a success that is a list",
            "",
            "/responses/202/content/application~1json/schema",
            c -> c.addResponse("202", "application/json").put("type", "array").putObject("items")),
        breaks(
            "a redirect",
            "",
            "/responses/302",
            c -> c.object("/responses").putObject("302").put("description", "")),
        breaks(
            "a refusal whose code is text",
            "code",
            "/responses/404/content/application~1json/schema/properties/code",
            c ->
                c.addResponse("404", "application/json")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("code")
                    .put("type", "string")));
  }

  static void rename(ObjectNode object, String from, String to) {
    object.set(to, object.remove(from));
  }
}
