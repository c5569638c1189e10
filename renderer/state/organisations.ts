import { create } from 'zustand';

/** Whether the dialog with the organisations of this computer is open. */
export const useOrganisationsShown = create<{ readonly shown: boolean }>(() => ({ shown: false }));

export const showOrganisations = (shown: boolean): void => useOrganisationsShown.setState({ shown });
