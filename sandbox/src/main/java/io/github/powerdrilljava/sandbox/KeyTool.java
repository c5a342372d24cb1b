package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** A key store that the JDK's own {@code keytool} fills: the JDK has no API for certificates. */
final class KeyTool implements AutoCloseable {
  static final String PASSWORD = "sandbox"; // of a file that only lives for a second

  private final Path directory;
  private final Path file;

  KeyTool() throws IOException {
    directory = Files.createTempDirectory("powerdrill-sandbox");
    file = directory.resolve("keys.p12");
  }

  /** Makes a key with its certificate. */
  void generate(String alias, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=Sandbox " + alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(options);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = keytool.getInputStream()) {
      String said = new String(out.readAllBytes(), UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while keytool was at work", e);
    }
  }

  KeyStore load() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.delete(directory);
  }
}
