package io.github.powerdrilljava.openapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.codegen.CodegenOperation;

/** What the generator is told: which file goes where, and that all names are settled. */
class ClientCodegenTest {

  private final ClientCodegen codegen = new ClientCodegen();

  @Test
  void isKnownByAName() {
    assertThat(codegen.getName()).isEqualTo("powerdrill");
    assertThat(codegen.getHelp()).isEqualTo("Makes the generated client.");
  }

  @Test
  void putsTypesAndInterfacesWhereTheirPackagesAre() {
    codegen.setOutputDir("out");

    assertThat(codegen.modelFileFolder())
        .isEqualTo("out/src/main/java/" + codegen.modelPackage().replace('.', '/'))
        .endsWith("/generated/model");
    assertThat(codegen.apiFileFolder())
        .isEqualTo("out/src/main/java/" + codegen.apiPackage().replace('.', '/'))
        .endsWith("/generated/api");
  }

  @Test
  void addsWhatTheGeneratedClassesUse() {
    assertThat(codegen.supportingFiles())
        .extracting(
            file ->
                file.getTemplateFile()
                    + " "
                    + file.getFolder()
                    + "/"
                    + file.getDestinationFilename())
        .containsExactlyInAnyOrder(
            "module-info.mustache src/main/java/module-info.java",
            "FilePart.mustache src/main/java/io/github/powerdrilljava/generated/api/FilePart.java",
            "Parts.mustache src/main/java/io/github/powerdrilljava/generated/support/Parts.java",
            "Plain.mustache src/main/java/io/github/powerdrilljava/generated/support/Plain.java",
            "Values.mustache src/main/java/io/github/powerdrilljava/generated/support/Values.java",
            "reachability-metadata.mustache src/main/resources/META-INF/native-image/"
                + "io.github.powerdrilljava/powerdrill-generated-client/reachability-metadata.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BoxLid", "listBoxes", "class", "*/ \"'<&"})
  void leavesNamesAndTextAsTheyAre(String text) {
    assertThat(
            List.of(
                codegen.toModelName(text),
                codegen.toModelFilename(text),
                codegen.toApiName(text),
                codegen.toApiFilename(text),
                codegen.escapeUnsafeCharacters(text),
                codegen.escapeQuotationMark(text)))
        .containsOnly(text);
  }

  @Test
  void makesAnInterfaceOfEachOperationThatIsSettled() {
    CodegenOperation settled = new CodegenOperation();
    settled.vendorExtensions.put("x-java", Map.of("api", "ListBoxesApi"));
    Map<String, List<CodegenOperation>> operations = new HashMap<>();

    codegen.addOperationToGroup("tag", "/listBoxes", new Operation(), settled, operations);
    codegen.addOperationToGroup(
        "tag", "/other", new Operation(), new CodegenOperation(), operations);

    assertThat(operations).isEqualTo(Map.of("ListBoxesApi", List.of(settled)));
  }
}
