"""Checking a notice: is it ours, and is it in force?"""
