package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.cli.RecordList.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordListTest {

  private final StringWriter out = new StringWriter();
  private final AtomicInteger flushes = new AtomicInteger();

  private RecordList<String> list(boolean isTerminal, int columns) {
    Output output = new Output();
    PrintWriter writer =
        new PrintWriter(out) {
          @Override
          public void flush() {
            flushes.incrementAndGet();
            super.flush();
          }
        };
    output.use(
        writer, new PrintWriter(StringWriter.nullWriter()), new Screen(isTerminal, false, columns));
    List<Column<String>> both =
        List.of(
            new Column<>(
                "LENGTH", 0, true, each -> "" + each.length(), each -> "#" + each.length()),
            Column.text("TEXT", 5, each -> each),
            Column.text("AGAIN", each -> each));
    return new RecordList<>(output, both, each -> new JsonObject().put("text", each));
  }

  @Test
  void printsFieldsAsProgramsReadThem() {
    assertThat(list(false, 10).print(Stream.of("a\tb", "c\nd"))).isEqualTo(2);

    assertThat(out).hasToString("3\ta b\ta b\n3\tc d\tc d\n");
  }

  @Test
  void alignsNumbersRightAndCutsTheRest() {
    list(true, 26).print(Stream.of("a", "abcdefgh", "abcdefghijklmno"));

    assertThat(out)
        .hasToString(
            """
            LENGTH  TEXT   AGAIN
                #1  a      a
                #8  abcd…  abcdefgh
               #15  abcd…  abcdefghij…
            """);
  }

  @Test
  void leavesTheLastColumnAsWideAsItsTitleOnANarrowTerminal() {
    list(true, 3).print(Stream.of("abcdefgh"));

    assertThat(out).hasToString("LENGTH  TEXT   AGAIN\n    #8  abcd…  abcd…\n");
  }

  @Test
  void makesColumnsWiderWhereLaterRowsNeedItAndHasOneHeader() {
    list(true, 80)
        .print(Stream.concat(IntStream.range(0, 100).mapToObj(i -> "a"), Stream.of("abc")));

    assertThat(out.toString())
        .containsOnlyOnce("AGAIN")
        .endsWith("    #1  a     a\n    #3  abc   abc\n");
  }

  @Test
  void hasNoHeaderWhereThereIsNothing() {
    list(true, 80).print(Stream.of());

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void looksForItsReaderAfterEachHundred() {
    list(false, 80).print(IntStream.range(0, 1000).mapToObj(i -> "a"));

    assertThat(flushes).hasValue(11);
  }

  @Test
  void failsAfterAllThatWasListedWhereTheServiceCountsMore() {
    RecordList<String> list = list(false, 80);

    assertThatExceptionOfType(IncompleteListException.class)
        .isThrownBy(
            () -> list.print(Stream.of("a", "b").peek(each -> list.progress().onProgress(2, 3))))
        .withMessageContaining("counts 3 but lists 2");
    assertThat(out).hasToString("1\ta\ta\n1\tb\tb\n");
  }
}
