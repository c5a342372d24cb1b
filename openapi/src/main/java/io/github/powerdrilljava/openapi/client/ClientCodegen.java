package io.github.powerdrilljava.openapi.client;

import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.SupportingFile;

/**
 * The generator for our templates. All names and types are settled before, in the document that it
 * reads: see {@code ClientContract}.
 */
public final class ClientCodegen extends DefaultCodegen {

  private static final String SOURCES = "src/main/java";
  private static final String GENERATED = "/io/github/powerdrilljava/generated/";

  /** What this run generates. */
  private final Set<Path> files = new HashSet<>();

  /** The generator makes it by its name. */
  public ClientCodegen() {
    apiTemplateFiles.put("api.mustache", ".java");
    modelTemplateFiles.put("model.mustache", ".java");
    apiPackage = "io.github.powerdrilljava.generated.api";
    modelPackage = "io.github.powerdrilljava.generated.model";
    add("module-info", "");
    add("FilePart", GENERATED + "api");
    add("Parts", GENERATED + "support");
    add("Plain", GENERATED + "support");
    add("Values", GENERATED + "support");
    supportingFiles.add(
        new SupportingFile(
            "reachability-metadata.mustache",
            "src/main/resources/META-INF/native-image/io.github.powerdrilljava/powerdrill-generated-client",
            "reachability-metadata.json"));
  }

  private void add(String name, String folder) {
    supportingFiles.add(new SupportingFile(name + ".mustache", SOURCES + folder, name + ".java"));
  }

  @Override
  public CodegenType getTag() {
    return CodegenType.CLIENT;
  }

  @Override
  public String getName() {
    return "powerdrill";
  }

  @Override
  public String getHelp() {
    return "Makes the generated client.";
  }

  @Override
  public String apiFileFolder() {
    return outputFolder + "/" + SOURCES + GENERATED + "api";
  }

  @Override
  public String modelFileFolder() {
    return outputFolder + "/" + SOURCES + GENERATED + "model";
  }

  @Override
  public String apiFilename(String templateName, String tag) {
    return recorded(super.apiFilename(templateName, tag));
  }

  @Override
  public String modelFilename(String templateName, String modelName) {
    return recorded(super.modelFilename(templateName, modelName));
  }

  private String recorded(String file) {
    files.add(Path.of(file).toAbsolutePath().normalize());
    return file;
  }

  /** Deletes what an older contract left: it would be compiled, too. */
  @Override
  public void postProcess() {
    Path output = Path.of(outputFolder).toAbsolutePath().normalize();
    for (SupportingFile file : supportingFiles) {
      files.add(output.resolve(file.getFolder()).resolve(file.getDestinationFilename()));
    }
    try (Stream<Path> all = Files.walk(output.resolve(SOURCES))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!files.contains(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toModelName(String name) {
    return name;
  }

  @Override
  public String toModelFilename(String name) {
    return name;
  }

  @Override
  public String toApiName(String name) {
    return name;
  }

  @Override
  public String toApiFilename(String name) {
    return name;
  }

  /** One interface for each operation. */
  @Override
  public void addOperationToGroup(
      String tag,
      String resourcePath,
      Operation operation,
      CodegenOperation codegen,
      Map<String, List<CodegenOperation>> operations) {
    if (codegen.vendorExtensions.get("x-java") instanceof Map<?, ?> java) {
      operations.put(String.valueOf(java.get("api")), new ArrayList<>(List.of(codegen)));
    }
  }

  @Override
  public String escapeUnsafeCharacters(String input) {
    return input; // no template inserts what is escaped here
  }

  @Override
  public String escapeQuotationMark(String input) {
    return input;
  }
}
