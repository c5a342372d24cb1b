package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** A dataset to export. */
abstract class AtExport extends AtNames {

  static final String MANIFEST = "powerdrill-manifest.jsonl";

  Path target;

  @BeforeEach
  void serve() throws IOException {
    target = directory.resolve("sales");
    put("dset-1", "ds-1", "a.csv");
    put("dset-1", "ds-2", "b.csv");
    put("dset-1", "ds-3", "c.txt");
    sandbox.putDataset("dset-1", "Sales", "");
  }

  Outcome export(String... options) {
    String[] args = new String[4 + options.length];
    args[0] = "export";
    args[1] = "Sales";
    args[2] = "-o";
    args[3] = target.toString();
    System.arraycopy(options, 0, args, 4, options.length);
    return run(args);
  }

  String[] files() {
    String[] files = target.toFile().list();
    return files == null ? new String[0] : files;
  }
}
