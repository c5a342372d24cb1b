package io.github.powerdrilljava;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a sandbox serves as its one data source, one content after the other, as a seed has them.
 */
final class ScheduledContents {

  private final SplittableRandom random;
  private final PowerdrillSandbox sandbox;
  private final List<ServedContent> contents;
  private final List<ServedContent> live = new ArrayList<>();
  private ServedContent current;
  private boolean changed;

  ScheduledContents(
      SplittableRandom random, PowerdrillSandbox sandbox, List<ServedContent> contents) {
    this.random = random;
    this.sandbox = sandbox;
    this.contents = contents;
    this.current = contents.get(random.nextInt(contents.size()));
    serve(current);
  }

  private void serve(ServedContent content) {
    sandbox.put("dset-1", "ds-1", content.file);
    current = content;
    live.add(content);
  }

  ServedContent current() {
    return current;
  }

  void beginCall() {
    live.clear();
    live.add(current);
  }

  /** What the store had during the call that is under way. */
  List<ServedContent> live() {
    return live;
  }

  boolean haveChanged() {
    return changed;
  }

  void change() {
    List<ServedContent> others =
        contents.stream()
            .filter(other -> !other.equals(current))
            .filter(other -> random.nextInt(3) == 0 || other.length() == current.length())
            .toList();
    if (!others.isEmpty()) {
      serve(others.get(random.nextInt(others.size())));
      changed = true;
    }
  }
}
