package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.cli.RecordList.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Shows which settings hold. */
@Command(
    name = "config",
    description = {
      "Shows which settings hold and where each comes from; nothing is sent.",
      "A setting comes from its option, or else from the environment, the profile, a default. The"
          + " profiles are in ~/.config/powerdrill/config.properties (or XDG_CONFIG_HOME), whose lines"
          + " are KEY = VALUE for the profile \"default\", and PROFILE.KEY = VALUE for others. Keys:"
          + " base-url, user-id, api-key-file, proxy, proxy-login-file, ca-cert, timeout,"
          + " connect-timeout. Files are named from there, or from ~/."
    },
    footer = {"%nJSON, for each setting: name, value (null if not set, never a secret), origin"})
final class ConfigCommand implements Callable<Integer>, ServiceCommand {

  private static final List<Column<Setting>> COLUMNS =
      List.of(
          Column.text("SETTING", Setting::name),
          Column.text(
              "VALUE", each -> each.value() == null ? "(not set)" : String.valueOf(each.value())),
          Column.text("FROM", Setting::origin));

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Override
  public Integer call() {
    RecordList<Setting> list = new RecordList<>(powerdrill.output(), COLUMNS, ConfigCommand::json);
    list.print(powerdrill.connection().settings().stream());
    powerdrill.connection().requireValid();
    return ExitCode.DONE.number();
  }

  private static JsonObject json(Setting setting) {
    return new JsonObject()
        .put("name", setting.name())
        .put("value", (Object) setting.value())
        .put("origin", setting.origin());
  }
}
