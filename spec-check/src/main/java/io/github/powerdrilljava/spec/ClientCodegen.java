package io.github.powerdrilljava.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.languages.JavaClientCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;

/** The generator's Java client, but for what no setting of it mends. */
public final class ClientCodegen extends JavaClientCodegen {

  /** Fields whose names differ in punctuation only are told apart by a number. */
  @Override
  public ModelsMap postProcessModels(ModelsMap models) {
    ModelsMap processed = super.postProcessModels(models);
    for (ModelMap each : processed.getModels()) {
      CodegenModel model = each.getModel();
      tellApart(model.vars);
    }
    return processed;
  }

  private static void tellApart(List<CodegenProperty> properties) {
    Set<String> taken = new HashSet<>();
    for (CodegenProperty property : properties) {
      String name = property.name;
      for (int i = 2; !taken.add(property.name); i++) {
        property.name = name + i;
      }
    }
  }
}
