export const kept = {
  coded: '{{text}} ({{code}})',
  two: '{{first}} {{second}}',
  unknown: 'What stood here is a sentence that this version of Heed does not know.',
  send: {
    invalidNumber: 'The provider says that this number cannot receive texts ({{code}}). {{detail}}',
    refused:
      'The provider did not take this text ({{code}}). {{detail}} Nothing has left, and everybody else goes on.',
    closedWhile: 'Heed was closed while it was being sent.',
    consoleLost: 'The other console did not answer while it was being sent, so it may have left.',
    unconfirmed: 'The other consoles could not be asked, so it has not left yet.',
    notWritten: 'What became of it could not be written down.',
    notUnderstood: 'The provider’s answer could not be understood.',
    withoutPicture:
      'Its picture could not go with it, so the text was not sent without it. Choose the picture again, or take it off.',
    connectionGone: 'The connection is gone.',
    noReceipt: 'No receipt came; it may have arrived.',
    notDelivered: 'The provider could not deliver it.',
    unknown:
      'The provider did not answer. The text may have arrived; it is not sent again unless you say so.',
  },
  blockedOnly:
    'Blocked at the provider, but not opted out here. Texts arrive again once they text START to {{numbers}}.',
  wordsLost: 'A reply came in whose words were lost. Ask them another way, or opt them out.',
  consoles: {
    left: 'This console left the others. They may have sent what waits here, and no longer hear who asks to stop here. Test the connection before anything is sent from here.',
  },
  copied: {
    queued: 'It was queued when the store was copied.',
    sending: 'Heed was copied while it was being sent.',
    queuedElsewhere: 'It was queued in a copy of this store, so it may have left from there.',
    sentElsewhere: 'The same text had left from another console.',
    campaign: 'It came in with a copy of the store.',
  },
  import: {
    cancelled: 'Cancelled.',
    wrong: 'Something went wrong while importing ({{what}}).',
    noneAgain: 'None of its contacts were kept. Start it again.',
    none: 'None of its contacts were kept.',
    closed: 'Heed was closed while this import was running. {{kept}}',
    allBut_one: 'Its contacts were removed, except {{count}} with whom something had already happened.',
    allBut_other: 'Its contacts were removed, except {{count}} with whom something had already happened.',
    noTextsByDefault:
      'Columns of the file say who must not be texted, and nobody chose what to do with them, so the strict reading counted. Rows opted out: {{optedOut, number}}. Left out: {{leftOut, number}}.',
    noTextsChosen:
      'By the columns that say who must not be texted, rows opted out: {{optedOut, number}}, left out: {{leftOut, number}}.',
    optedOut_one:
      '{{count}} number of the list was opted out and stays so. Import the list again for the others.',
    optedOut_other:
      '{{count}} numbers of the list were opted out and stay so. Import the list again for the others.',
    reversed:
      '{{reversed}} of {{made}} opt-outs of the list are reversed. Undo the import again for the others.',
  },
  csv: {
    dryRun: 'The file could not be read. Choose it again.',
    empty: 'This file is empty.',
    nobody: 'Nobody is in this file: it has column names but no rows below them.',
    manyColumns:
      'This file has {{count, number}} columns. Only those that Heed knows are used; choose the others that your script needs.',
    quoteStart:
      'A quotation mark that opens near the beginning is never closed. Correct the file and import it again.',
    quoteAfter:
      'A quotation mark that opens after line {{line}} is never closed. Correct the file and import it again.',
    longStart:
      'A row near the beginning is longer than a million characters; a quotation mark may be missing. Correct the file and import it again.',
    longAfter:
      'A row after line {{line}} is longer than a million characters; a quotation mark may be missing. Correct the file and import it again.',
    tooLarge:
      'This file has {{size}}; Heed reads CSV files of up to {{most}}. Split it and import the parts.',
    unreadable: 'This file cannot be read. Check that it still exists and may be opened.',
    kind: {
      workbook: 'an Excel workbook',
      openDocument: 'a spreadsheet of LibreOffice or Numbers',
      web: 'a web page (HTML)',
      xml: 'XML',
      json: 'JSON',
      document: 'a text document',
      cards: 'an address book of contact cards (vCard)',
      oldWorkbook: 'an old Excel workbook',
      other: 'a file of another kind',
      pdf: 'a PDF document',
      picture: 'a picture',
      archive: 'a compressed archive',
      database: 'a database',
      utf32: 'UTF-32 text',
    },
    notCsv: 'This file is not a CSV: it looks like {{what}}. {{advice}}',
    advice: {
      open: 'Open it in Excel, Sheets or the program that made it, save the list as “CSV UTF-8” and choose that file.',
      unpack: 'Unpack it first, and choose the CSV file that is inside.',
      download:
        'Perhaps a sign-in page or an error was saved in place of the list. Export the list again as CSV; a table that opens in Excel can be saved as “CSV UTF-8”.',
      ask: 'Export the list as CSV from the program that it is from, and choose that file.',
    },
    noColumn: 'The file has {{count}} columns, so there is no column {{missing}}. Choose the columns again.',
  },
  webhook: {
    ECONNREFUSED: 'Nothing answers at this address.',
    ENOTFOUND: 'The name of this address is not known. Check its spelling.',
    EAI_AGAIN: 'The name of this address could not be looked up. Is this computer offline?',
    ECONNRESET: 'The connection broke before an answer came.',
    CERT_HAS_EXPIRED: 'The certificate of this address has expired.',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of this address is self-signed, so it cannot be trusted.',
    noAnswer: 'No answer in time.',
    notHttp: 'The answer was not HTTP.',
    unreachable: 'The address cannot be reached ({{code}}).',
    private: 'This address is in a private network. Allow that for this webhook if you mean it.',
    noAddress: 'The name has no address.',
    notHere: 'The name is not this computer, and http is for this computer only.',
    noSecret: 'The secret is not in the key store. Make a new one for this webhook.',
    redirect: 'Answered with a redirect (HTTP {{status}}); Heed does not follow those.',
    status: 'Answered with HTTP {{status}}.',
  },
  connection: {
    incomplete: 'Its settings are incomplete. Open it and fill in what is missing.',
    incompleteTest: 'Its settings are incomplete. Fill in what is missing and test again.',
    moved:
      'The address for replies has changed from {{from}} to {{to}}, so replies do not arrive and a STOP would be missed. Point your tunnel or proxy to the new address (and change it at the provider where it is entered there), then text one of its numbers from your own phone. Sending resumes when that text has arrived here.',
    testReply: 'Text one of its numbers from your own phone. Sending starts when that text has arrived here.',
  },
  pausedAtRate: {
    filtered: 'Filtered for {{count}} of the latest {{of}} people. {{why}}',
    refused: 'Not sent to {{count}} of the latest {{of}} people. {{why}}',
  },
  origin: {
    copy: 'Copied from “{{name}}”.',
    test: 'A test of “{{name}}”.',
    followUp: 'Follow-up to “{{name}}”: {{who}}.',
  },
  source: {
    campaign: 'From “{{name}}”: {{who}}',
    import: 'From a file that was imported into “{{name}}”',
    list: 'From the list “{{name}}”',
  },
  who: {
    everybody: 'everybody',
    answer: 'those who answered “{{answers}}” to “{{question}}”',
    answered: 'those who answered “{{question}}”',
    noAnswer: 'those who did not answer “{{question}}”',
    noReply: 'those who did not reply',
    notTexted: 'those who were never texted',
    closedAs: 'those whose conversation was closed as: {{closedAs}}',
    done: 'done',
    refused: 'refused',
    wrongNumber: 'wrong number',
    or: '{{first}}, {{second}}',
  },
  campaign: {
    byHand: 'Paused by hand.',
  },
  row: {
    column: '“{{column}}” says “{{value}}”',
    emptyColumn: '“{{column}}” is empty',
  },
  reason: {
    turnedOn: 'Auto opt-outs were turned on; this request was waiting.',
    contacts: 'Named as not to be texted in the contact list of “{{campaign}}”',
    asked: 'Asked to stop',
    upset: 'Upset by the text',
    underAge: 'Under age',
    died: 'Has died',
    withWords: '{{reason}}: {{words}}',
    undone: 'Undone at once',
    mistaken: 'Review found it mistaken.',
    resume: 'The contact asked to resume.',
    nobody: 'Nobody decided within 10 business days.',
    list: 'Imported from a list',
  },
  unseen:
    'Heed was away for longer than the provider’s list reaches back. Replies from {{from}} to {{to}} (UTC) may be lost, STOPs among them. Get the inbound messages of these days from the provider’s support, or from what received them for you; import whoever asked to stop into the opt-outs; then test this connection, and sending resumes.',
};
