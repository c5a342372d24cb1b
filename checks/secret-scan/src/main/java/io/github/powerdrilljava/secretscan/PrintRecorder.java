package io.github.powerdrilljava.secretscan;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes the place of standard output or standard error, and searches every line on its way. */
final class PrintRecorder extends OutputStream implements SecretScan.Recorder {

  private final String name;
  private final PrintStream original;
  private final PrintStream replacement = new PrintStream(this, true, Charset.defaultCharset());
  private final Supplier<PrintStream> get;
  private final Consumer<PrintStream> set;
  private final Findings findings;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  PrintRecorder(
      String name, Supplier<PrintStream> get, Consumer<PrintStream> set, Findings findings) {
    this.name = name;
    this.original = get.get();
    this.get = get;
    this.set = set;
    this.findings = findings;
    set.accept(replacement);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    original.write(bytes, offset, length);
    for (int i = offset; i < offset + length; i++) {
      line.write(bytes[i]);
      if (bytes[i] == '\n') {
        searchLine();
      }
    }
  }

  private synchronized void searchLine() {
    findings.search("the name of a thread", Thread.currentThread().getName(), Findings::caller);
    findings.search(name, line.toString(Charset.defaultCharset()), Findings::caller);
    line.reset();
  }

  @Override
  public void flush() {
    original.flush();
  }

  /** Where it is still in place it has seen all; a secret to prove it would show. */
  @Override
  public void close() {
    searchLine();
    if (get.get() == replacement) {
      set.accept(original);
    } else {
      findings.missed(name);
    }
  }
}
