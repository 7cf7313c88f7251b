package org.fedval.deploy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.coordinator.OperatorAccounts;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.files.SigningKeyFile;

/**
 * A coordinator with its pages, three agents that work, a vendor's key and locked model, and an
 * account for each role.
 */
final class PagesFederation implements AutoCloseable {
  static final String STUDY = "walked-study";
  private static final int SITES = 3;
  private static final int IMAGES = 60;
  private static final String PASSWORD = "walks over every page";

  private final Path folder;
  private final LiveCoordinator coordinator;
  private final List<LiveAgent> agents = new ArrayList<>();
  private final Map<Role, String> passwords = new EnumMap<>(Role.class);

  private PagesFederation(Path folder, LiveCoordinator coordinator) {
    this.folder = folder;
    this.coordinator = coordinator;
  }

  static PagesFederation start(Path folder) throws Exception {
    PagesFederation federation =
        new PagesFederation(folder, LiveCoordinator.startWithPages(folder.resolve("c")));
    federation.enrol();
    federation.addPeople();
    return federation;
  }

  private void enrol() throws Exception {
    SigningKey owner = SigningKey.generate(new SecureRandom());
    SigningKeyFile.write(folder.resolve("owner.pem"), owner);
    BundleMaker.make(
        folder.resolve("model.fvb"),
        ModelSpecReader.read("model-spec.yaml", Samples.demo("model-spec.yaml")),
        DemoModel.build(),
        owner,
        1);
    Path data = TinySites.write(folder.resolve("data"), SITES, IMAGES);
    try (OperatorClient operator = coordinator.operator()) {
      for (int site = 1; site <= SITES; site++) {
        String id = "site-" + site;
        agents.add(
            LiveAgent.enrol(
                folder.resolve(id),
                id,
                data.resolve(id),
                coordinator,
                operator.createToken(id),
                owner.verifyingKey().fingerprint()));
      }
      Roster roster = operator.publishRoster("walked");
      for (LiveAgent agent : agents) {
        agent.trust(roster);
        agent.start();
      }
    }
  }

  private void addPeople() throws Exception {
    try (OperatorAccounts accounts =
        OperatorAccounts.open(coordinator.home(), Clock.systemUTC(), new SecureRandom())) {
      for (Role role : Role.values()) {
        AccountDesk.Opened opened =
            accounts
                .desk()
                .add(
                    "test",
                    login(role),
                    role.words(),
                    Set.of(role),
                    role == Role.VENDOR ? "vendor" : "");
        passwords.put(role, opened.oneTimePassword());
      }
    }
  }

  private static String login(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** The pages' address without a path. */
  String address() {
    return coordinator.pages();
  }

  Path folder() {
    return folder;
  }

  /** The plan of the demo under another name. */
  static String plan() throws Exception {
    return new String(Samples.demo("study.yaml"), StandardCharsets.UTF_8)
        .replaceFirst("(?m)^id: *\\S+$", "id: " + STUDY);
  }

  /** A window in which somebody of this role is signed in; chooses a password at the first time. */
  Page signedIn(PageBrowser browser, Role role, ColorScheme colors) {
    Page page = browser.window(colors);
    page.navigate("/sign-in");
    page.getByLabel("Sign-in name").fill(login(role));
    page.getByLabel("Password").fill(passwords.get(role));
    page.locator("main button[type=submit]").first().click();
    if (page.url().endsWith("/first-password")) {
      page.getByLabel("New password").fill(PASSWORD);
      page.getByLabel("The same again").fill(PASSWORD);
      page.getByText("Set the password").click();
      passwords.put(role, PASSWORD);
    }
    page.waitForURL("**/studies");
    return page;
  }

  /** What a vendor does on their own computer between two pages. */
  Path pack(Path plan, Path roster) {
    Path signed = folder.resolve("study.fvs");
    Fedval packed =
        Fedval.run(
            "study",
            "pack",
            "--plan",
            plan,
            "--bundle",
            folder.resolve("model.fvb"),
            "--key",
            folder.resolve("owner.pem"),
            "--roster-file",
            roster,
            "--out",
            signed);
    if (packed.exit() != 0 || !Files.exists(signed)) {
      throw new AssertionError(packed.out() + packed.err());
    }
    return signed;
  }

  @Override
  public void close() {
    agents.forEach(LiveAgent::close);
    coordinator.close();
  }
}
