package io.github.powerdrilljava.spec;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedApiResponse;
import org.openapitools.openapidiff.core.model.ChangedContent;
import org.openapitools.openapidiff.core.model.ChangedHeaders;
import org.openapitools.openapidiff.core.model.ChangedList;
import org.openapitools.openapidiff.core.model.ChangedMetadata;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedParameter;
import org.openapitools.openapidiff.core.model.ChangedParameters;
import org.openapitools.openapidiff.core.model.ChangedRequestBody;
import org.openapitools.openapidiff.core.model.ChangedSchema;
import org.openapitools.openapidiff.core.model.ComposedChanged;
import org.openapitools.openapidiff.core.model.Endpoint;
import org.openapitools.openapidiff.core.model.schema.ChangedNumericRange;
import org.openapitools.openapidiff.core.model.schema.ChangedRequired;

/** The differences between two contracts, as openapi-diff finds and judges them, in words. */
final class Comparison {

  private final String operation;
  private final List<Change> changes;

  private Comparison(String operation, List<Change> changes) {
    this.operation = operation;
    this.changes = changes;
  }

  static List<Change> of(String oldContract, String newContract) {
    ChangedOpenApi difference = OpenApiCompare.fromContents(oldContract, newContract);
    List<Change> changes = new ArrayList<>();
    for (Endpoint added : difference.getNewEndpoints()) {
      changes.add(new Change(name(added), "is new, " + id(added.getOperation()), false));
    }
    for (Endpoint missing : difference.getMissingEndpoints()) {
      changes.add(new Change(name(missing), "is gone, " + id(missing.getOperation()), true));
    }
    for (ChangedOperation changed : difference.getChangedOperations()) {
      new Comparison(changed.getHttpMethod() + " " + changed.getPathUrl(), changes)
          .visitOperation(changed);
    }
    return changes;
  }

  private static String name(Endpoint endpoint) {
    return endpoint.getMethod() + " " + endpoint.getPathUrl();
  }

  private static String id(Operation operation) {
    return "operation " + operation.getOperationId();
  }

  private void say(String what, boolean breaking) {
    changes.add(new Change(operation, what, breaking));
  }

  private void sayOfEach(Collection<String> all, String before, String after, boolean breaking) {
    all.forEach(each -> say(before + each + after, breaking));
  }

  private void visitOperation(ChangedOperation changed) {
    if (changed.isDeprecated()) {
      say("is deprecated", false);
    }
    visitAll(changed.getChangedElements(), "operation");
  }

  private void visitAll(Collection<? extends @Nullable Changed> all, String where) {
    all.stream().filter(Objects::nonNull).forEach(changed -> visit(changed, where));
  }

  private void visit(Changed changed, String where) {
    if (changed.isUnchanged()) {
      return;
    }
    boolean breaking = changed.isIncompatible();
    if (changed instanceof ChangedSchema schema) {
      visitSchema(schema, where);
    } else if (changed instanceof ChangedParameters parameters) {
      visitParameters(parameters);
    } else if (changed instanceof ChangedParameter parameter) {
      visitParameter(parameter);
    } else if (changed instanceof ChangedRequestBody body) {
      visitAll(body.getChangedElements(), "request");
    } else if (changed instanceof ChangedApiResponse responses) {
      sayOfEach(responses.getIncreased().keySet(), "response ", " is new", false);
      sayOfEach(responses.getMissing().keySet(), "response ", " is gone", breaking);
      responses.getChanged().forEach((status, each) -> visit(each, "response " + status));
    } else if (changed instanceof ChangedHeaders headers) {
      sayOfEach(headers.getIncreased().keySet(), where + ": header ", " is new", false);
      sayOfEach(headers.getMissing().keySet(), where + ": header ", " is gone", breaking);
      headers.getChanged().forEach((name, each) -> visit(each, where + ": header " + name));
    } else if (changed instanceof ChangedContent content) {
      sayOfEach(content.getIncreased().keySet(), where + ": content type ", " is new", false);
      sayOfEach(content.getMissing().keySet(), where + ": content type ", " is gone", breaking);
      visitAll(content.getChanged().values(), where);
    } else if (changed instanceof ComposedChanged composed) {
      visitAll(composed.getChangedElements(), where);
      if (composed.isCoreChanged().isIncompatible()) {
        say(where + ": " + words(changed) + " is another", true);
      }
    } else {
      visitLeaf(changed, where);
    }
  }

  private void visitParameters(ChangedParameters parameters) {
    for (Parameter added : parameters.getIncreased()) {
      boolean required = Boolean.TRUE.equals(added.getRequired());
      say(name(added) + " is new" + (required ? ", and required" : ""), required);
    }
    for (Parameter missing : parameters.getMissing()) {
      say(name(missing) + " is gone", true);
    }
    visitAll(parameters.getChanged(), "");
  }

  private static String name(Parameter parameter) {
    return parameter.getIn() + " parameter " + parameter.getName();
  }

  private void visitParameter(ChangedParameter parameter) {
    String name = name(parameter.getNewParameter());
    if (parameter.isChangeRequired()) {
      boolean required = Boolean.TRUE.equals(parameter.getNewParameter().getRequired());
      say(name + (required ? " is now required" : " is no longer required"), required);
    }
    if (parameter.isDeprecated()) {
      say(name + " is deprecated", false);
    }
    visitAll(parameter.getChangedElements(), name);
  }

  private void visitSchema(ChangedSchema schema, String where) {
    boolean breaking = schema.isCoreChanged().isIncompatible();
    schema
        .getIncreasedProperties()
        .keySet()
        .forEach(name -> say(field(where, name) + " is new", false));
    schema
        .getMissingProperties()
        .keySet()
        .forEach(name -> say(field(where, name) + " is gone", breaking));
    if (schema.isChangedType()) {
      say(where + " is of another type: " + type(schema), breaking);
    }
    if (schema.isChangeFormat()) {
      say(where + " has another format: " + schema.getNewSchema().getFormat(), breaking);
    }
    if (schema.isChangeDefault()) {
      say(where + " has another default: " + schema.getNewSchema().getDefault(), false);
    }
    if (schema.isChangeDeprecated()) {
      say(where + " is deprecated", false);
    }
    schema.getChangedProperties().forEach((name, each) -> visit(each, field(where, name)));
    for (Changed part : schema.getChangedElements()) {
      if (part instanceof ChangedSchema items) {
        if (!schema.getChangedProperties().containsValue(items)) {
          visit(items, where + "[]");
        }
      } else if (part != null) {
        visit(part, where);
      }
    }
  }

  private static String type(ChangedSchema schema) {
    return schema.getOldSchema().getType() + ", now " + schema.getNewSchema().getType();
  }

  /** Fields are told from where they are by a dot. */
  private static String field(String where, String name) {
    return where.contains(" field ") ? where + "." + name : where + " field " + name;
  }

  private void visitLeaf(Changed changed, String where) {
    boolean breaking = changed.isIncompatible();
    if (changed instanceof ChangedRequired required) {
      required
          .getIncreased()
          .forEach(name -> say(field(where, name) + " is now required", breaking));
      required
          .getMissing()
          .forEach(name -> say(field(where, name) + " is no longer required", breaking));
    } else if (changed instanceof ChangedMetadata) {
      say(where + " is described otherwise", false);
    } else if (changed instanceof ChangedNumericRange range) {
      say(
          where
              + " has other bounds: "
              + bounds(range.getOldMinimumValue(), range.getOldMaximumValue())
              + ", now "
              + bounds(range.getNewMinimumValue(), range.getNewMaximumValue()),
          breaking);
    } else if (changed instanceof ChangedList<?> list) {
      say(
          where
              + ": "
              + words(changed)
              + " without "
              + list.getMissing()
              + ", with "
              + list.getIncreased(),
          breaking);
    } else {
      say(where + ": " + words(changed) + " is another", breaking);
    }
  }

  private static String bounds(@Nullable Number least, @Nullable Number most) {
    return (least == null ? "any" : least) + " to " + (most == null ? "any" : most);
  }

  /** What openapi-diff calls it. */
  private static String words(Changed changed) {
    return changed
        .getClass()
        .getSimpleName()
        .replace("Changed", "")
        .replaceAll("(?<=.)([A-Z])", " $1")
        .toLowerCase(Locale.ROOT);
  }
}
