package io.github.powerdrilljava;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** What may lie beside a target: files of others, and what earlier downloads left. */
final class PlantedFiles {

  static final byte[] OBJECT = OddStore.random(2 * Journals.PART_BYTES + 5);
  static final byte[] OTHER_BYTES = OddStore.random(Journals.PART_BYTES);

  final Path target;
  final Path part;
  final Path journal;
  final Path elsewhere;
  private final PresignedUrl url;

  /** Plants nothing yet. */
  PlantedFiles(Path root, PresignedUrl url) throws IOException {
    this.url = url;
    target = Files.createDirectory(root.resolve("data")).resolve("sales.csv");
    part = target.resolveSibling("sales.csv.part");
    journal = target.resolveSibling("sales.csv.part.journal");
    elsewhere = root.resolve("elsewhere");
  }

  /** Something that lies there. */
  record Planted(String what, Planter planter) {
    @Override
    public String toString() {
      return what;
    }
  }

  interface Planter {
    void plant(PlantedFiles test) throws Exception;
  }

  private static Planted planted(String what, Planter planter) {
    return new Planted(what, planter);
  }

  Path file(Path path) throws IOException {
    Files.write(path, OTHER_BYTES);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    return path;
  }

  Path ownJournal(Path path) throws IOException {
    Journals.of(path, url, OBJECT.length, OddStore.TAG, OTHER_BYTES, null);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    return path;
  }

  private void bothWithMode(Path odd, String mode) throws IOException {
    file(part);
    ownJournal(journal);
    Files.setPosixFilePermissions(odd, PosixFilePermissions.fromString(mode));
  }

  private void bothOfSomeoneElse(Path odd) throws IOException {
    file(part);
    ownJournal(journal);
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(odd, "unix:uid")), "only root can");
    Files.setAttribute(odd, "unix:uid", 12_345);
  }

  private static void pipe(Path path) throws Exception {
    assumeTrue(new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0);
  }

  static Stream<Planted> partsOfOthers() {
    return Stream.of(
        planted("a link to a file", t -> Files.createSymbolicLink(t.part, t.file(t.elsewhere))),
        planted("a link to nothing", t -> Files.createSymbolicLink(t.part, t.elsewhere)),
        planted(
            "a link to a directory",
            t -> Files.createSymbolicLink(t.part, Files.createDirectory(t.elsewhere))),
        planted(
            "a link to a file, and a journal of ours",
            t -> {
              Files.createSymbolicLink(t.part, t.file(t.elsewhere));
              t.ownJournal(t.journal);
            }),
        planted("a second name of a file", t -> Files.createLink(t.part, t.file(t.elsewhere))),
        planted(
            "a second name of an empty file",
            t -> Files.createLink(t.part, Files.createFile(t.elsewhere))),
        planted("other bytes without a journal", t -> t.file(t.part)),
        planted("a directory", t -> Files.createDirectory(t.part)),
        planted("a directory with files", t -> t.file(Files.createDirectory(t.part).resolve("a"))),
        planted("a pipe", t -> pipe(t.part)),
        planted("a file that its group can write to", t -> t.bothWithMode(t.part, "rw-rw-r--")),
        planted("a file that all can write to", t -> t.bothWithMode(t.part, "rw-r---w-")),
        planted("a file of someone else", t -> t.bothOfSomeoneElse(t.part)),
        planted("files of these and the next names", PlantedFiles::manyFiles));
  }

  private void manyFiles() throws IOException {
    file(part);
    file(journal);
    file(target.resolveSibling("sales.csv.part.1"));
    file(target.resolveSibling("sales.csv.part.2.journal"));
  }

  static Stream<Planted> journalsOfOthers() {
    return Stream.of(
        planted("a journal that its group can write", t -> t.bothWithMode(t.journal, "rw-rw-r--")),
        planted("a journal that all can write to", t -> t.bothWithMode(t.journal, "rw-r---w-")),
        planted("a journal of someone else", t -> t.bothOfSomeoneElse(t.journal)),
        journal(
            "of another object", t -> t.journalOf("http://127.0.0.1/other", 1_000_000, "\"b\"")),
        journal(
            "that is a link", t -> Files.createSymbolicLink(t.journal, t.ownJournal(t.elsewhere))),
        journal("with two names", t -> Files.createLink(t.journal, t.ownJournal(t.elsewhere))),
        journal("that is a directory", t -> Files.createDirectory(t.journal)),
        journal("that is a pipe", t -> pipe(t.journal)),
        journal("that is garbage", t -> t.file(t.journal)),
        journal("that is empty", t -> Files.createFile(t.journal)),
        journal("of size -1", t -> t.journalOf(t.url.url(), -1, OddStore.TAG)),
        journal("of size 0", t -> t.journalOf(t.url.url(), 0, OddStore.TAG)),
        journal("too large", t -> t.journalOf(t.url.url(), Long.MAX_VALUE, OddStore.TAG)),
        journal("with a line feed", t -> t.journalOf(t.url.url(), 1_000_000, "\"a\nb\"")),
        journal("of a file that is gone", PlantedFiles::journalOfAFileThatIsGone),
        journal("of a file that is gone, without a version", PlantedFiles::plainOfAFileThatIsGone),
        journal("that is a mark of another file", t -> t.mark(t.file(t.elsewhere))),
        journal("that is someone else's mark of it", PlantedFiles::markOfSomeoneElse),
        planted(
            "a link to a file instead of a journal",
            t -> Files.createSymbolicLink(t.journal, t.file(t.elsewhere))),
        planted("a journal of garbage alone", t -> t.file(t.journal)),
        planted(
            "an empty file with a journal of garbage",
            t -> {
              Files.createFile(t.part);
              t.file(t.journal);
            }));
  }

  private static Planted journal(String what, Planter planter) {
    return planted(
        "a journal " + what,
        test -> {
          test.file(test.part);
          planter.plant(test);
        });
  }

  private void journalOf(String ofUrl, long size, String validator) {
    PresignedUrl of = new PresignedUrl(ofUrl, url.expiresAt());
    Journals.of(journal, of, size, validator, OTHER_BYTES, null);
  }

  static Stream<Planted> remainsOfOurs() {
    return Stream.of(
        planted("an empty file", t -> Files.createFile(t.part)),
        planted(
            "an empty file with an empty journal",
            t -> {
              Files.createFile(t.part);
              Files.createFile(t.journal);
            }),
        planted("a journal alone", t -> t.ownJournal(t.journal)),
        journal("that is a mark", t -> t.mark(t.part)),
        planted("a mark of a file that is gone", PlantedFiles::markOfAFileThatIsGone),
        planted(
            "an empty file with a mark of one that is gone",
            t -> {
              t.markOfAFileThatIsGone();
              Files.createFile(t.part);
            }),
        journal("of bytes that are damaged", t -> t.journalOf(t.damaged())),
        journal("of bytes that are not there", PlantedFiles::journalOfBytesThatAreNotThere),
        journal("of a larger object", t -> t.journalOf(t.url.url(), 1L << 40, "\"v0\"")),
        journal("of the object without a version", t -> Journals.plain(t.journal, t.url)));
  }

  private void journalOfAFileThatIsGone() throws IOException {
    Files.move(part, elsewhere);
    Files.createFile(part);
    journalOf(damaged());
    Files.delete(part);
    Files.move(elsewhere, part);
  }

  private void plainOfAFileThatIsGone() throws IOException {
    Files.move(part, elsewhere);
    Files.createFile(part);
    Journals.plain(journal, url);
    Files.delete(part);
    Files.move(elsewhere, part);
  }

  /** Says that a file is a part of ours, as is done where no journal is worth its while. */
  void mark(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    Files.createSymbolicLink(journal, Path.of("powerdrill-part " + key));
  }

  private void markOfSomeoneElse() throws IOException {
    mark(part);
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(part, "unix:uid")), "only root can");
    Files.setAttribute(journal, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
  }

  private void markOfAFileThatIsGone() throws IOException {
    Files.createSymbolicLink(journal, Path.of("powerdrill-part (dev=0,ino=0)"));
  }

  private byte[] damaged() throws IOException {
    byte[] damaged = OTHER_BYTES.clone();
    damaged[7]++;
    return damaged;
  }

  private void journalOf(byte[] begun) {
    Journals.of(journal, url, OBJECT.length, OddStore.TAG, begun, null);
  }

  private void journalOfBytesThatAreNotThere() throws IOException {
    Files.write(part, new byte[] {1});
    Journals.ofNothing(journal, url, OBJECT.length, OddStore.TAG);
  }
}
