"""Appointments: working days, hours, what is free, holds, bookings and the waitlist.

Knows no service by name: what is booked comes as an opaque matter id and a ``Demand``.
"""
