package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerdrilljava.openapi.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** A checkout of this project that has accepted the contract of these tests. */
final class Checkout implements AutoCloseable {

  private static final List<String> MODULES = List.of("facade", "generated-client");

  static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

  final Path root;
  final Path contract;
  private final SpecCheck check;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** One whose facade is tried. */
  static Checkout trying(Path root) throws IOException {
    return new Checkout(root, new FacadeTrial(root));
  }

  Checkout(Path root, SpecCheck.Trial trial) throws IOException {
    this.root = root;
    check = new SpecCheck(root, trial);
    for (String module : MODULES) {
      Files.createSymbolicLink(root.resolve(module), PROJECT.resolve(module));
    }
    Files.createDirectories(root.resolve("openapi"));
    Files.copy(PROJECT.resolve("openapi/overlay.yaml"), root.resolve("openapi/overlay.yaml"));
    contract = root.resolve("openapi/powerdrill-v2.yaml");
    Files.writeString(contract, Document.write(Edits.contract()));
  }

  /** A new contract of the vendor's. */
  String file(byte[] bytes) throws IOException {
    return Files.write(root.resolve("new.yaml"), bytes).toString();
  }

  String file(String text) throws IOException {
    return file(text.getBytes(UTF_8));
  }

  int run(String... arguments) {
    CommandLine commandLine = Main.commandLine(check);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  @Override
  public void close() throws IOException {
    for (String module : MODULES) {
      Files.delete(root.resolve(module));
    }
  }
}
