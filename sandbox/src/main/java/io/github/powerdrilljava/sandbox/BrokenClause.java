package io.github.powerdrilljava.sandbox;

import com.atlassian.oai.validator.model.ApiOperation;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext.Pointers;
import com.fasterxml.jackson.core.JsonPointer;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Locale;

/** Which clause of the contract is broken. */
final class BrokenClause {
  private static final Clause PATHS = Clause.ROOT.then("paths");

  private BrokenClause() {}

  /** Of a request whose path or method is not the contract's. */
  static Clause ofUnknown(String path) {
    if (!path.startsWith(ApiHandler.BASE_PATH + "/")) {
      return Clause.ROOT.then("servers");
    }
    String below = path.substring(ApiHandler.BASE_PATH.length());
    return PATHS.thenFirst(template -> below.matches(template.replaceAll("\\{[^}]*}", "[^/]*")));
  }

  /** Of a request that takes the API's credentials elsewhere. */
  static Clause ofCredentials() {
    return Clause.ROOT.then("components", "securitySchemes").thenFirst(scheme -> true);
  }

  /**
   * Of what the validator found, by the key of its message, such as {@code
   * validation.request.body.schema.required}, and by the message's context.
   */
  static Clause of(Message message) {
    MessageContext context = message.getContext().orElse(MessageContext.empty());
    return context
        .getApiOperation()
        .map(operation -> of(message, context, clause(operation)))
        .orElseGet(() -> ofUnknown(context.getRequestPath().orElse("")));
  }

  private static Clause clause(ApiOperation operation) {
    return PATHS.then(
        operation.getApiPath().original(), operation.getMethod().name().toLowerCase(Locale.ROOT));
  }

  private static Clause of(Message message, MessageContext context, Clause operation) {
    String[] key = message.getKey().split("\\.", -1);
    boolean ofSchema = message.getKey().contains(".schema.");
    Clause body = operation.then("requestBody");
    Clause responses = operation.then("responses");
    Clause ofStatus = responses.then(context.getResponseStatus().map(String::valueOf).orElse(""));
    Clause response = ofStatus.equals(responses) ? responses.then("default") : ofStatus;
    Clause owner =
        switch (key[1] + " " + key[2]) {
          case "request accept", "response status" -> responses;
          case "request contentType" -> body.then("content");
          case "request body" -> ofSchema ? onlyContent(body) : body;
          case "request parameter" ->
              operation
                  .then("parameters")
                  .thenNamed(context.getParameter().map(Parameter::getName).orElse(""));
          case "response contentType" -> response.then("content");
          case "response body" -> ofSchema ? onlyContent(response) : response.then("content");
          // The context does not name the header, but the text does.
          case "response header" ->
              response
                  .then("headers")
                  .thenFirst(name -> message.getMessage().contains("'" + name + "'"));
          default -> operation.then(key[2]);
        };
    return ofSchema
        ? owner.then("schema").then(schemaPointer(context)).then(key[4])
        : key[key.length - 1].equals("missing") ? owner.then("required") : owner;
  }

  /** The contract has one media type for each body. */
  private static Clause onlyContent(Clause body) {
    return body.then("content").thenFirst(mediaType -> true);
  }

  private static JsonPointer schemaPointer(MessageContext context) {
    return JsonPointer.compile(context.getPointers().map(Pointers::getSchema).orElse(""));
  }
}
