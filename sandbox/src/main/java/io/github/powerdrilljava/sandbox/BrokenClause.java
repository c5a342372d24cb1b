package io.github.powerdrilljava.sandbox;

import com.atlassian.oai.validator.model.ApiOperation;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext.Pointers;
import com.fasterxml.jackson.core.JsonPointer;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Locale;
import java.util.stream.Stream;

/** Which clause of the contract is broken. */
final class BrokenClause {
  private final Clause root;

  BrokenClause(Contract contract) {
    root = contract.root();
  }

  /** Of a request whose path or method is not the contract's. */
  Clause ofUnknown(String path) {
    if (!path.startsWith(ApiHandler.BASE_PATH + "/")) {
      return root.then("servers");
    }
    String below = path.substring(ApiHandler.BASE_PATH.length());
    return root.then("paths").thenFirst(template -> ContractOperation.matches(template, below));
  }

  /** Of a request that sends the API's credentials to another server. */
  Clause ofCredentials() {
    return root.then("components", "securitySchemes").thenFirst(scheme -> true);
  }

  /**
   * Of what the validator found, by the key of its message, such as {@code
   * validation.request.body.schema.required}, and by the message's context.
   */
  Clause of(Message message) {
    MessageContext context = message.getContext().orElse(MessageContext.empty());
    return context
        .getApiOperation()
        .map(operation -> of(message, context, clause(operation)))
        .orElseGet(() -> ofUnknown(context.getRequestPath().orElse("")));
  }

  private Clause clause(ApiOperation operation) {
    return root.then(
        "paths",
        operation.getApiPath().original(),
        operation.getMethod().name().toLowerCase(Locale.ROOT));
  }

  private Clause of(Message message, MessageContext context, Clause operation) {
    String[] key = message.getKey().split("\\.", -1);
    boolean ofSchema = message.getKey().contains(".schema.");
    Clause body = operation.then("requestBody");
    Clause responses = operation.then("responses");
    Clause response = response(responses, context.getResponseStatus().orElse(0));
    Clause owner =
        switch (key[1] + " " + key[2]) {
          case "request accept", "response status" -> responses;
          case "request contentType" -> body.then("content");
          case "request body" -> ofSchema ? content(body) : body;
          case "request parameter" ->
              operation
                  .then("parameters")
                  .thenNamed(context.getParameter().map(Parameter::getName).orElse(""));
          case "response contentType" -> response.then("content");
          case "response body" -> ofSchema ? content(response) : response.then("content");
          // The context does not name the header, but the text does.
          case "response header" ->
              response
                  .then("headers")
                  .thenFirst(name -> message.getMessage().contains("'" + name + "'"));
          default -> operation.then(key[2]);
        };
    return ofSchema
        ? ofSchema(owner, context).then(key[4])
        : key[key.length - 1].equals("missing") ? owner.then("required") : owner;
  }

  /** That of the status, of its class such as 4XX, or the default. */
  private static Clause response(Clause responses, int status) {
    return Stream.of(String.valueOf(status), status / 100 + "XX", "default")
        .map(responses::then)
        .filter(response -> !response.equals(responses))
        .findFirst()
        .orElse(responses);
  }

  /** The validator names no media type; that of JSON is the one with a schema to break. */
  private static Clause content(Clause body) {
    Clause all = body.then("content");
    Clause json = all.thenFirst(mediaType -> mediaType.contains("json"));
    return json.equals(all) ? all.thenFirst(mediaType -> true) : json;
  }

  /** The validator follows a $ref into its own copy of the components. */
  private Clause ofSchema(Clause owner, MessageContext context) {
    String pointer = context.getPointers().map(Pointers::getSchema).orElse("");
    return pointer.startsWith("/components/schemas/")
        ? root.then(JsonPointer.compile(pointer))
        : owner.then("schema").then(JsonPointer.compile(pointer));
  }
}
