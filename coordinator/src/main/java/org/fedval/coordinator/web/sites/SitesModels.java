package org.fedval.coordinator.web.sites;

import java.util.List;
import org.fedval.coordinator.web.When;
import org.jspecify.annotations.Nullable;

/** What the templates about sites show. */
public final class SitesModels {
  /** A list that one sees whole. */
  private static final int FEW = 10;

  private SitesModels() {}

  /**
   * One enrolled site.
   *
   * @param certificate when its certificate ends; null if that is not known yet
   * @param ending whether that is soon, or past
   * @param version what its agent says it runs, or empty
   * @param attached whether its agent is connected now
   * @param seen last sign of life; null if there was none
   * @param standing what the current roster says of it
   */
  public record SiteRow(
      String siteId,
      String organisation,
      String fingerprint,
      When enrolled,
      @Nullable When certificate,
      boolean ending,
      String version,
      boolean attached,
      @Nullable When seen,
      String standing) {}

  /**
   * A page of the sites.
   *
   * @param enrolled how many there are
   * @param matching how many the filter lets through
   * @param next address of the next page; null when this is the last
   * @param first address of the first page; null when this is it
   */
  public record SiteList(
      SiteFilter filter,
      List<SiteRow> rows,
      int enrolled,
      int matching,
      @Nullable String next,
      @Nullable String first) {
    /** Whether the list is so long that it is searched. */
    public boolean filtered() {
      return enrolled > FEW || !filter.plain();
    }

    /** How many are shown, where that is not all. */
    public String count() {
      if (rows.size() == enrolled) {
        return "";
      }
      return rows.size() == matching
          ? "%d of %d match".formatted(matching, enrolled)
          : "%d of %d match, %d on this page".formatted(matching, enrolled, rows.size());
    }
  }

  /**
   * One roster version.
   *
   * @param approvedBy site ids of members that approved it
   * @param missing site ids of members that have not
   */
  public record RosterRow(
      String name, String hash, int sites, List<String> approvedBy, List<String> missing) {
    /** Whether its members are too many to be named in a sentence. */
    public boolean large() {
      return sites > FEW;
    }
  }

  /** A token that nobody has used. */
  public record TokenRow(String siteId, String hash, When expires) {}

  /** A site that was taken out. */
  public record RevokedRow(String siteId, String organisation, When at) {}

  /**
   * The page.
   *
   * @param manages whether the visitor may change anything
   * @param current the roster that new studies use; null before the first
   * @param rosterId the name that a next version has
   */
  public record SitesPage(
      boolean manages,
      String csrf,
      SiteList sites,
      @Nullable RosterRow current,
      List<RosterRow> earlier,
      String rosterId,
      List<TokenRow> tokens,
      List<RevokedRow> revoked,
      String problem) {}

  /** A token, shown this once. */
  public record TokenPage(String siteId, String token) {
    /** Without the token, which is a secret. */
    @Override
    public String toString() {
      return "TokenPage[" + siteId + "]";
    }
  }

  /**
   * What revoking a site would do.
   *
   * @param studies running studies with this site in their roster, one sentence each
   */
  public record RevokePage(
      String siteId, String organisation, String csrf, boolean inRoster, List<String> studies) {}
}
