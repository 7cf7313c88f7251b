package org.fedval.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Hospital: say yes to the roster that you looked at, after you compared fingerprints with the"
          + " other hospitals by phone or letter.",
      "Give each fingerprint as the other hospital told it to you, not as the screen shows it: the"
          + " command finds the member that it belongs to, or refuses. A running agent notices by"
          + " itself. Studies over an older roster version are refused from then on."
    },
    footer = {
      "",
      "Example:",
      "  fedval roster show    --home /srv/agent",
      "  fedval roster approve --home /srv/agent \\",
      "    --fingerprint \"ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567\""
    })
final class RosterApproveCommand implements Callable<Integer> {
  @Mixin private AgentCommand.HomeOption home;

  @Option(
      names = "--hash",
      paramLabel = "HEX",
      description =
          "The roster's hash, 64 digits, as the coordinator's operator told you. Without it the"
              + " version that 'fedval roster show' showed last is approved.")
  private @Nullable String hash;

  @Option(
      names = "--fingerprint",
      paramLabel = "F",
      description = "A fingerprint that you compared; may be given several times.")
  private List<String> fingerprints = new ArrayList<>();

  @Option(
      names = "--endorser",
      paramLabel = "KEY",
      description =
          "Public key, 64 digits, of an office that vouches for hospitals, such as a hospital"
              + " federation; from then on whom it endorses is trusted here. Not the coordinator.")
  private List<String> endorsers = new ArrayList<>();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RosterApproveCommand() {}

  @Override
  public Integer call() throws Exception {
    SiteRoster site = SiteRoster.open(home.folders());
    Roster roster = chosen(site);
    List<Roster.Member> compared = new ArrayList<>();
    for (String typed : fingerprints) {
      compared.add(member(roster, typed));
    }
    List<VerifyingKey> offices = new ArrayList<>();
    for (String typed : endorsers) {
      offices.add(office(roster, typed));
    }
    site.trust().approve(roster);
    for (Roster.Member member : compared) {
      site.trust().vouchFor(member.identity().fingerprint(), member.siteId());
    }
    for (VerifyingKey office : offices) {
      site.trust().pinEndorser(office);
    }
    long others = roster.members().stream().filter(m -> !m.identity().equals(site.own())).count();
    long trusted =
        site.standings(roster).entrySet().stream()
            .map(Map.Entry::getValue)
            .filter(standing -> standing.isTrusted())
            .count();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Approved roster %s version %d; you vouch for %d of %d other members.%n",
        roster.rosterId(), roster.version(), trusted, others);
    if (trusted < 2) {
      out.println(
          "A study needs at least 2 members that you vouch for: compare more fingerprints, or pin"
              + " an endorsing office with --endorser.");
    }
    out.flush();
    return 0;
  }

  private Roster chosen(SiteRoster site) throws Exception {
    Roster latest = site.latest();
    if (hash == null) {
      if (!site.shelf().wasShown(latest)) {
        throw new CliException(
            "version %d of the roster has not been shown yet; run 'fedval roster show --home %s' and look at it first."
                .formatted(latest.version(), home.home));
      }
      return latest;
    }
    String wanted = hash.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    if (!latest.hash().hex().equals(wanted)) {
      throw new CliException(
          "the coordinator's newest roster here, version %d, has another hash; check the digits, and do not approve before you know why."
              .formatted(latest.version()));
    }
    return latest;
  }

  private static Roster.Member member(Roster roster, String typed) throws CliException {
    try {
      Fingerprint fingerprint = Fingerprint.parse(typed);
      return roster.members().stream()
          .filter(m -> m.identity().fingerprint().equals(fingerprint))
          .findFirst()
          .orElseThrow(
              () ->
                  new CliException(
                      "no member of the roster has the fingerprint "
                          + fingerprint
                          + "; if the other hospital read it so, the roster is wrong: do not approve it."));
    } catch (MalformedBody e) {
      throw new CliException(
          "--fingerprint must be 8 groups of 4 letters and digits, as the other hospital reads it.");
    }
  }

  private static VerifyingKey office(Roster roster, String typed) throws CliException {
    VerifyingKey key = publicKey("--endorser", typed);
    if (key.equals(roster.coordinator())
        || roster.members().stream().anyMatch(m -> m.identity().equals(key))) {
      throw new CliException(
          "--endorser names the coordinator or a member of the roster; only an independent office can endorse.");
    }
    return key;
  }

  /** A public key in hexadecimal, as commands print it. */
  static VerifyingKey publicKey(String option, String typed) throws CliException {
    try {
      return VerifyingKey.of(HexFormat.of().parseHex(typed.replaceAll("\\s", "")));
    } catch (MalformedBody | IllegalArgumentException e) {
      throw new CliException(option + " must be a public key of 64 hexadecimal digits.");
    }
  }
}
